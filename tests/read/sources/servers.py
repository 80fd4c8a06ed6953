"""Real servers on this machine, and a network that knows them by name."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from troth.read.sources.network import Endpoint, Network

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[int]:
    """A server on 127.0.0.1 that gives this answer; its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        do_POST = do_GET  # noqa: N815 - the name that the library asks for

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def network(names: dict[str, Endpoint]) -> Network:
    """A network with these names, in which 127.0.0.1 alone may be dialled."""

    def resolve(host: str, port: int) -> list[Endpoint]:
        if host not in names:
            raise OSError("unknown name")
        return [names[host]]

    return Network(resolve=resolve, allows=lambda address: address == "127.0.0.1")


def plain(body: bytes, **headers: str) -> Answer:
    """Status 200 with this body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def redirect(target: str) -> Answer:
    """A redirect to this address."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(302)
        request.send_header("Location", target)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def endless(piece: bytes, *, wait: float, head: bool = False) -> Answer:
    """Pieces of a body, or of the headers, for as long as anyone listens."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        pause = threading.Event()
        if not head:
            request.send_response(200)
            request.end_headers()
        else:
            request.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100_000):
            request.wfile.write(b"X-%d: x\r\n" % number if head else piece)
            pause.wait(wait)

    return answer
