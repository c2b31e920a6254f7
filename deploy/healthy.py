"""Ask the server on this machine whether it answers; exit 1 where it does not."""

import http.client
import os
import sys

connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
try:
    # A stylesheet needs neither the database nor a trusted host name, and says no word in a log.
    connection.request("HEAD", "/static/css/tokens.css", headers={"Host": "localhost"})
    status = connection.getresponse().status
except OSError:
    sys.exit(1)
sys.exit(status >= http.HTTPStatus.INTERNAL_SERVER_ERROR)
