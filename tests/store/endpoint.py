"""A SPARQL endpoint on this machine, for as long as a test lasts, and others that answer badly."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph as ox

BROKEN = {
    "/html": (200, "text/html", b"<html>hello</html>"),
    "/half": (200, "application/sparql-results+json", b'{"head": {"vars": ["s"'),
    "/missing": (404, "text/plain", b"nothing here"),
    "/failing": (500, "text/plain", b"out of\nmemory"),
    "/busy": (503, "text/plain", b"later"),
}


class Handler(BaseHTTPRequestHandler):
    """Answers from ``store``, which a server's own subclass has; ``/sparql`` works, the paths of ``BROKEN`` do not."""

    store: ox.Store

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        with suppress(OSError):  # whoever asked may have gone
            if self.path in BROKEN:
                self._send(*BROKEN[self.path])
            elif self.path == "/slow":
                time.sleep(3)
                self._send(200, "text/plain", b"")
            elif self.path == "/drip":
                self._drip()
            else:
                self._answer(parse_qs(body)["query"][0])

    def _answer(self, query: str) -> None:
        try:
            result = self.store.query(query, use_default_graph_as_union=True)
        except SyntaxError as error:
            self._send(400, "text/plain", str(error).encode())
            return
        if isinstance(result, ox.QueryTriples):
            self._send(200, "application/n-triples", result.serialize(format=ox.RdfFormat.N_TRIPLES))
        else:
            form = ox.QueryResultsFormat.JSON
            self._send(200, f"{form.media_type}; charset=utf-8", result.serialize(format=form))

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def _send(self, code: int, kind: str, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(store: ox.Store) -> Iterator[str]:
    """The address of a server whose endpoint answers from ``store``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"store": store}))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
