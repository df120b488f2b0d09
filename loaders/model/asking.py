"""One question to an endpoint: bounded in time and bytes, never sent on to another host."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from loaders.model.endpoint import Endpoint, ModelFailed
from ontology.values import Json

if TYPE_CHECKING:
    from httpx import Response


def ask(endpoint: Endpoint, system: str, user: str) -> str:
    """What the model says. Raises `ModelFailed` with what went wrong, never with the key."""
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    body = {"model": endpoint.model, "messages": messages, "temperature": 0}
    # A loop of its own: a notebook runs one already. Only as a whole can an answer be bounded in
    # time, for one that drips renews every shorter limit.
    with ThreadPoolExecutor(1) as pool:
        raw = pool.submit(asyncio.run, _bounded(endpoint, body)).result()
    return _content(raw)


async def _bounded(endpoint: Endpoint, body: Json) -> bytes:
    try:
        return await asyncio.wait_for(_post(endpoint, body), endpoint.seconds)
    except TimeoutError as error:
        raise ModelFailed(f"it took longer than {endpoint.seconds:g} seconds") from error


async def _post(endpoint: Endpoint, body: Json) -> bytes:
    try:
        import httpx
    except ImportError as error:
        raise ModelFailed("the model reader needs pip install 'evenhand[model]'") from error
    # Compressed, a small answer could grow without bound.
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    address = f"{endpoint.url.rstrip('/')}/chat/completions"
    try:
        async with (
            httpx.AsyncClient(
                follow_redirects=False, trust_env=False, timeout=endpoint.seconds
            ) as client,
            client.stream("POST", address, json=body, headers=headers) as response,
        ):
            return await _taken(response, endpoint.most)
    except httpx.HTTPError as error:
        raise ModelFailed(f"it cannot be reached ({type(error).__name__})") from error


async def _taken(response: Response, most: int) -> bytes:
    if response.is_redirect:
        raise ModelFailed("it sends us to another address, and a contract is not sent on")
    if response.status_code != 200:
        raise ModelFailed(f"it answered with status {response.status_code}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise ModelFailed("its answer is compressed although we asked for a plain one")
    taken = bytearray()
    async for piece in response.aiter_raw():
        taken += piece
        if len(taken) > most:
            raise ModelFailed(f"its answer is longer than {most:,} bytes")
    return bytes(taken)


def _content(raw: bytes) -> str:
    try:
        said = json.loads(raw)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ModelFailed("its answer is not that of a chat completion") from error
    if not isinstance(said, str):
        raise ModelFailed("its answer holds no text")
    return said
