"""__NAME__: a function an event. The hook tools are programs, called by their names."""

import json
import os
import subprocess
import sys


def tool(*words):
    """What a hook tool says; an error of it ends this hook."""
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout


def ask(*words):
    return json.loads(tool(*words, "--format=json"))


def install():
    tool("status-set", "maintenance", "installing")


def configure():
    """Makes this unit what its options and relations want it to be."""
    port = str(ask("config-get")["port"])

    # Here: write configuration, restart what must be, …

    for other in ask("opened-ports"):
        if other != port + "/tcp":
            tool("close-port", other)
    tool("open-port", port + "/tcp")
    address = tool("unit-get", "private-address").strip()
    for relation in ask("relation-ids", "website"):
        tool("relation-set", "-r", relation, "hostname=" + address, "port=" + port)
    tool("status-set", "active", "")


def stop():
    tool("status-set", "maintenance", "stopping")


HANDLERS = {
    "hooks/install": install,
    "hooks/config-changed": configure,
    "hooks/start": configure,
    "hooks/upgrade-charm": configure,
    "hooks/website-relation-created": configure,
    "hooks/stop": stop,
}

if __name__ == "__main__":
    handler = HANDLERS.get(os.environ["JUJU_DISPATCH_PATH"])
    sys.exit(handler() if handler else 0)
