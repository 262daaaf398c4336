# SPDX-License-Identifier: GPL-3.0-or-later
"""A person who uses the Python client: answers each message, and tells what happens, a JSON value a line.

pythonclient.py sync|async URL TOKEN TRANSPORT…
"""
import asyncio
import json
import sys

import socketio

kind, url, token, *transports = sys.argv[1:]
options = {"auth": {"token": token}, "transports": transports, "wait_timeout": 20}
retrying = {"reconnection_delay": 0.1, "reconnection_delay_max": 0.5}


def tell(what, value=None):
    print(json.dumps([what, value]), flush=True)


def answer_to(message):
    return {"conversationId": message["conversationId"], "textContent": "re: " + message["textContent"]}


def watch(client):
    client.on("connect", lambda: tell("connected"))
    client.on("connect_error", lambda reason: tell("refused", reason))


def run():
    client = socketio.Client(**retrying)
    watch(client)

    @client.on("message:new")
    def hear(message):
        tell("heard", message["textContent"])
        acknowledgement = client.call("message:send", answer_to(message), timeout=30)
        tell("answered over " + client.transport(), acknowledgement["success"])

    client.connect(url, **options)
    client.wait()


async def run_async():
    client = socketio.AsyncClient(**retrying)
    watch(client)

    @client.on("message:new")
    async def hear(message):
        tell("heard", message["textContent"])
        acknowledgement = await client.call("message:send", answer_to(message), timeout=30)
        tell("answered over " + client.transport(), acknowledgement["success"])

    await client.connect(url, **options)
    await client.wait()


if kind == "sync":
    run()
else:
    asyncio.run(run_async())
