"""What the document says and JSON Schema cannot: checks for Schemathesis, as its guide "Extending
Schemathesis" has them. `run` sets TARGET to the profile and CA to the platform's certificate."""

import json
import os
import uuid

import requests
import schemathesis

TARGET = json.load(open(os.environ["TARGET"], encoding="utf-8"))
KEY = TARGET["credentials"]["app_key"]
ACTIVATED = {id: slot != "never_connected" for slot, id in TARGET["devices"].items()}
INVALID, UNKNOWN = (403, "1010005"), (404, "100403")
asked = set()
session = requests.Session()
session.verify = os.environ["CA"]
session.trust_env = False


def given(case, place, name):
    return (getattr(case, place) or {}).get(name)


@schemathesis.check
def answers_for_the_device_asked_for(ctx, response, case):
    if response.status_code == 200:
        body = response.json()
        device = given(case, "path_parameters", "deviceId")
        assert body.get("deviceId") == device, "deviceId is another one"
        assert device in ACTIVATED, "nobody registered this device"
        assert body.get("activated") is ACTIVATED[device], "activated is not what it should be"


@schemathesis.check
def answers_who_may_ask(ctx, response, case):
    device = given(case, "path_parameters", "deviceId")
    own = not case.query and given(case, "headers", "app_key") == KEY
    if case.method == "GET" and device in ACTIVATED and own and not is_altered(case):
        assert response.status_code == 200, "the documented request is refused"


def is_altered(case):
    return case.meta is not None and case.meta.generation.mode.is_negative


@schemathesis.check
def keeps_secrets(ctx, response, case):
    text = response.text + "".join(name + "".join(values) for name, values in response.headers.items())
    token = response.request.headers.get("Authorization", "").removeprefix("Bearer ")
    for secret in (token, KEY, TARGET["credentials"]["secret"]):
        assert len(secret) < 8 or secret not in text, "a secret comes back"


def alterations(text):
    def changed(i):
        return text[:i] + ("3" if text[i] == "7" else "7") + text[i + 1 :]

    last = len(text) - 1
    return [text[:-1], text[1:], text + "a", text.swapcase(), changed(0), changed(last // 2), changed(last)]


@schemathesis.check
def refuses_near_misses(ctx, response, case):
    """Once for each device: the request that was answered, with one thing altered."""
    device = given(case, "path_parameters", "deviceId")
    if response.status_code != 200 or case.method != "GET" or device in asked:
        return
    asked.add(device)
    base, _, _ = response.request.url.partition("?")
    base = base[: base.rindex("/") + 1]
    token = response.request.headers["Authorization"].removeprefix("Bearer ")

    def ask(id, headers, app=None):
        return session.get(base + id, params=app and {"appId": app}, headers=headers, timeout=10,
                           allow_redirects=False)

    def expect(pairs, what, id=device, token=token, key=KEY, app=None):
        answer = ask(id, {"app_key": key, "Authorization": f"Bearer {token}"}, app)
        body = answer.json()
        code = body.get("error_code", body.get("resultcode"))
        assert (answer.status_code, code) in pairs, f"{what}: {answer.status_code}/{code}"

    for one in ("", "Bearer", token, f"Basic {token}", f"Token {token}", f"BearerX {token}"):
        status = ask(device, {"app_key": KEY, "Authorization": one}).status_code
        assert 400 <= status <= 499, f"Authorization of another form: {status}"
    for one in alterations(token):
        expect([INVALID], "an altered token", token=one)
    for one in alterations(KEY):
        expect([INVALID], "an altered app_key", key=one)
    for one in [*alterations(device), str(uuid.uuid4())]:
        expect([UNKNOWN], "an unknown device", id=one)
    expect([(403, "100203"), (500, "100203")], "an unknown appId", app=str(uuid.uuid4()))
    expect([(403, "100217")], "a foreign appId", app=TARGET["applications"]["unauthorized"])
    for trigger, code in (("internal_error", "50252"), ("app_not_existed_500", "100203")):
        expect([(500, code)], "a trigger", id=TARGET["triggers"][trigger]["device_id"])
