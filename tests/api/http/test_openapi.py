"""The OpenAPI is true: schemathesis asks every route whatever the OpenAPI allows, and what it does
not, over a real connection, and finds no fault of the server and no answer that is not declared.

EVENHAND_EXAMPLES says how many requests a route gets of each kind; few, so that this stays quick.
"""

import os
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
import uvicorn
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import negative_data_rejection as rejected
from schemathesis.specs.openapi.checks import positive_data_acceptance as accepted

from api.http.app import PREFIX, SUBJECTS
from api.http.scopes import SCOPES

EXAMPLES = int(os.environ.get("EVENHAND_EXAMPLES", "6"))

OPAQUE = ("bad_cursor", "query_refused")

ROUTES = sorted(
    (route.path, method)
    for subject in SUBJECTS
    for route in subject.router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
)


@pytest.fixture(scope="module")
def described(served: Any) -> Iterator[BaseSchema]:
    """The OpenAPI of a server that listens; the application is closed by whoever opened it."""
    config = uvicorn.Config(served.app, port=0, lifespan="off", log_level="error")
    listening = uvicorn.Server(config)
    socket = config.bind_socket()
    thread = threading.Thread(target=listening.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    while not listening.started:
        time.sleep(0.01)
    host, port = socket.getsockname()
    yield schemathesis.openapi.from_url(f"http://{host}:{port}{PREFIX}/openapi.json")
    listening.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def key(served: Any) -> str:
    return served.key(*SCOPES)


MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)

ASKED = [
    (path, method, mode)
    for path, method in ROUTES
    for mode in MODES
    # Of what takes nothing, nothing can be wrong.
    if (path, mode) != ("/health", GenerationMode.NEGATIVE)
]


@pytest.mark.parametrize(("path", "method", "mode"), ASKED)
def test_no_fault_and_no_answer_that_is_not_declared(
    described: BaseSchema, key: str, path: str, method: str, mode: GenerationMode
) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[f"{PREFIX}{path}"][method].as_strategy(generation_mode=mode))
    def asked(case: Case) -> None:
        answer = case.call(headers={"Authorization": f"Bearer {key}"})
        # Which cursors and which queries will do, no schema can say.
        opaque = answer.status_code == 400 and answer.json()["kind"] in OPAQUE
        excluded = [accepted] if opaque else []
        # A form knows only text: a number in a field is the text of that number.
        excluded += [rejected] if (path, method) == ("/contracts", "POST") else []
        case.validate_response(answer, excluded_checks=excluded)

    asked()
