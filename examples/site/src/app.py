#!/usr/bin/env python3
"""app.py ADDRESS PORT: the site. UNIT, TITLE and VERSION come in the environment."""
import html
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{TITLE}</title></head>
<body><h1>{TITLE}</h1><p>version {VERSION} by {UNIT}</p></body>
</html>
"""


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        page = PAGE.format_map({key: html.escape(value) for key, value in os.environ.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = False  # who is being answered when it ends gets the rest


def end(*_):
    raise SystemExit


signal.signal(signal.SIGTERM, end)
with Server((sys.argv[1], int(sys.argv[2])), Site) as server:
    server.serve_forever()
