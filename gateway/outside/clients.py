# What scenario.mjs does, by the WebSocket clients of Python. Usage: clients.py URL CLIENT
import asyncio
import json
import sys

PIECE = 'Grüße, 世界 😀 and \\"quotes\\" '
TIMES = 4000
TEXT = 'Grüße, 世界 😀 and "quotes" ' * TIMES
PATIENCE_SECONDS = 30
PAYLOAD = b"are you there?"


class Websockets:
    async def open(self, url):
        import websockets
        self.socket = await websockets.connect(url, max_size=None)

    async def send(self, text):
        await self.socket.send(text)

    async def receive(self):
        return await self.socket.recv()

    async def ping(self):
        await (await self.socket.ping(PAYLOAD))

    async def close(self):
        await self.socket.close(1000)
        return self.socket.close_code

    async def closed(self):
        await self.socket.wait_closed()
        return self.socket.close_code

    async def drop(self):
        self.socket.transport.abort()


class Aiohttp:
    async def open(self, url):
        import aiohttp
        self.session = aiohttp.ClientSession()
        self.socket = await self.session.ws_connect(url, max_msg_size=0, autoping=False)

    async def send(self, text):
        await self.socket.send_str(text)

    async def receive(self):
        return await self.socket.receive_str()

    async def ping(self):
        import aiohttp
        await self.socket.ping(PAYLOAD)
        message = await self.socket.receive()
        while message.type != aiohttp.WSMsgType.PONG:
            message = await self.socket.receive()
        expect("pong", message.data, PAYLOAD)

    async def close(self):
        await self.socket.close(code=1000)
        await self.session.close()
        return self.socket.close_code

    async def closed(self):
        while not self.socket.closed:
            await self.socket.receive()
        await self.session.close()
        return self.socket.close_code

    async def drop(self):
        self.socket._response.connection.transport.abort()
        await self.session.close()


class Tornado:
    async def open(self, url):
        from tornado.websocket import websocket_connect
        self.socket = await websocket_connect(url, max_message_size=1 << 30)

    async def send(self, text):
        await self.socket.write_message(text)

    async def receive(self):
        return await self.socket.read_message()

    async def ping(self):
        self.socket.ping(PAYLOAD)  # it keeps the pong to itself

    async def close(self):
        self.socket.close(1000)
        return await self.closed()

    async def closed(self):
        while await self.receive() is not None:
            pass
        return self.socket.close_code

    async def drop(self):
        self.socket.protocol.stream.close()


class WebsocketClient:
    """Blocking, so it has the loop for itself; it would send an Origin as browsers do."""

    async def open(self, url):
        import websocket
        self.socket = websocket.create_connection(url, timeout=PATIENCE_SECONDS, suppress_origin=True)

    async def send(self, text):
        self.socket.send(text)

    async def receive(self):
        return self.socket.recv()

    async def ping(self):
        import websocket
        self.socket.ping(PAYLOAD)
        opcode, data = self.socket.recv_data(control_frame=True)
        while opcode != websocket.ABNF.OPCODE_PONG:
            opcode, data = self.socket.recv_data(control_frame=True)
        expect("pong", data, PAYLOAD)

    async def close(self):
        self.socket.send_close(1000)
        return await self.closed()

    async def closed(self):
        import websocket
        opcode, data = self.socket.recv_data(control_frame=True)
        while opcode != websocket.ABNF.OPCODE_CLOSE:
            opcode, data = self.socket.recv_data(control_frame=True)
        return int.from_bytes(data[:2], "big")

    async def drop(self):
        self.socket.sock.close()


def expect(what, actual, expected):
    if actual != expected:
        raise AssertionError("%s: expected %.100r, got %.100r" % (what, expected, actual))


async def begin(client, url):
    session = client()
    await session.open(url)
    expect("hello", json.loads(await session.receive())["method"], "events.hello")
    return session


async def call(session, method, **params):
    await session.send(json.dumps({"method": method, "params": params}))
    frame = {}
    while "ok" not in frame:
        frame = json.loads(await session.receive())
    return frame["result"]


async def ask(session, text):
    room = await call(session, "conversations.create", user_ids=["helper"])
    await call(session, "messages.send", conversation_id=room["id"], content=text)


async def streams(session):
    await ask(session, '#!script [{"repeat":%d,"say":"%s"}]' % (TIMES, PIECE))
    text = ""
    while True:
        frame = json.loads(await session.receive())
        params = frame["params"]
        if frame["method"] == "events.messageDelta":
            text += params["delta"]
        if frame["method"] == "events.messageComplete" and params["sender"]["kind"] == "agent":
            expect("the text at the end", params["content"], TEXT)
            break
    expect("the streamed text", text, TEXT)


async def play(client, url):
    session = await begin(client, url)
    await streams(session)
    await session.ping()
    expect("our close", await session.close(), 1000)

    rude = await begin(client, url)
    for _ in range(9):
        await rude.send("nonsense")
    expect("their close", await rude.closed(), 1008)

    gone = await begin(client, url)
    await ask(gone, '#!script [{"repeat":100000,"say":"word "}]')
    await gone.drop()
    again = await begin(client, url)
    await again.ping()
    await again.close()


CLIENTS = {
    "websockets": Websockets,
    "aiohttp": Aiohttp,
    "tornado": Tornado,
    "websocket-client": WebsocketClient,
}
asyncio.run(asyncio.wait_for(play(CLIENTS[sys.argv[2]], sys.argv[1]), 4 * PATIENCE_SECONDS))
