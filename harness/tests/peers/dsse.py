"""Verifies a certificate with code that nobody here wrote: securesystemslib (DSSE, Ed25519) and
in-toto-attestation (Statement and test-result as protobuf has them)."""

import base64
import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from google.protobuf import json_format
from in_toto_attestation.predicates.test_result.v0 import test_result_pb2
from in_toto_attestation.v1.resource_descriptor import ResourceDescriptor
from in_toto_attestation.v1.statement import Statement
from in_toto_attestation.v1.statement_pb2 import Statement as StatementMessage
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey

OWN_MEMBER = "assay"


def envelope_of(text, key):
    envelope = Envelope.from_dict(json.loads(text))
    envelope.verify([key], 1)
    return envelope


def check_envelope(text, public):
    """The signature holds; the key's id is the digest of its SubjectPublicKeyInfo."""
    info = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    key = SSlibKey.from_crypto(public, keyid=hashlib.sha256(info).hexdigest())
    envelope = envelope_of(text, key)
    assert envelope.payload_type == "application/vnd.in-toto+json", envelope.payload_type
    altered = json.loads(text)
    altered["payload"] = base64.b64encode(envelope.payload.replace(b"PASSED", b"FAILED")).decode()
    try:
        envelope_of(json.dumps(altered), key)
    except VerificationError:
        return envelope.payload
    raise AssertionError("an altered payload verifies")


def check_statement(payload):
    """Every member is known to in-toto, but for the one of ours."""
    message = json_format.Parse(payload, StatementMessage())
    Statement.copy_from_pb(message).validate()
    assert message.predicate_type == "https://in-toto.io/attestation/test-result/v0.1"
    predicate = json.loads(payload)["predicate"]
    assert predicate.pop(OWN_MEMBER)["verdict"] == "conformant"
    result = json_format.ParseDict(predicate, test_result_pb2.TestResult())
    assert result.result == "PASSED" and len(result.passed_tests) > 0
    for configuration in result.configuration:
        ResourceDescriptor.copy_from_pb(configuration).validate()
    return message


def check_files(message, folder):
    for subject in message.subject:
        digest = hashlib.sha256((folder / subject.name).read_bytes()).hexdigest()
        assert digest == subject.digest["sha256"], subject.name


def main():
    certificate = pathlib.Path(sys.argv[1])
    public = load_pem_public_key(pathlib.Path(sys.argv[2]).read_bytes())
    payload = check_envelope(certificate.read_text(encoding="utf-8"), public)
    message = check_statement(payload)
    check_files(message, certificate.parent)
    print(f"{certificate}: verified by securesystemslib, parsed by in-toto-attestation, "
          f"{len(message.subject)} files by their digests")


main()
