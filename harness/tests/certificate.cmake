# The certificate floor: keys, envelope, statement, and every bit of it.

assay_test(certificate_key assay_certificate)
assay_test(certificate assay_certificate)
