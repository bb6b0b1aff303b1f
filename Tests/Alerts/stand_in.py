"""Shows the metrics of a process as those of another build would be: stand_in.py PORT PORT-OF-THE-PROCESS."""

import re
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.request import urlopen


class Metrics(BaseHTTPRequestHandler):
    def do_GET(self):
        with urlopen(f"http://127.0.0.1:{sys.argv[2]}{self.path}", timeout=5) as answer:
            kind, body = answer.headers["Content-Type"], answer.read().decode()
        body = re.sub(r'(iropsd_build_info\{version=")[^"]*', r"\g<1>0.0.0-other", body)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())


HTTPServer(("127.0.0.1", int(sys.argv[1])), Metrics).serve_forever()
