"""A process full of voters: `python -m tests.voice.voters < given.json`, one line for each answer.

Knows nothing of the site but its address. Prints `code status` the moment an answer is in; a vote
without an answer is not printed.
"""

import http.client
import json
import sys
import threading
from urllib.parse import urlencode

TOKEN = "a" * 32
HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Cookie": f"csrftoken={TOKEN}",
    "Connection": "close",
}


def vote(port: int, path: str, share: list[tuple[str, list[str]]]) -> None:
    for code, choices in share:
        body = urlencode(
            {"csrfmiddlewaretoken": TOKEN, "code": code, "choices": choices}, doseq=True
        )
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("POST", path, body, HEADERS)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            continue
        finally:
            connection.close()
        sys.stdout.write(f"{code} {answer.status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    given = json.load(sys.stdin)
    votes, threads = given["votes"], given["threads"]
    running = [
        threading.Thread(target=vote, args=(given["port"], given["path"], votes[n::threads]))
        for n in range(threads)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
