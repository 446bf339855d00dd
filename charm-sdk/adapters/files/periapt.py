"""Stdout callback of Periapt's Ansible adapter: one JSON line for each task's result and for the play's end goes to
the file that PERIAPT_OUTCOME names; people get a short line. Rule: contract/wrappers.md, section 5.4."""
import json
import os

from ansible.plugins.callback import CallbackBase
from ansible.release import __version__ as version

DOCUMENTATION = """
    name: periapt
    type: stdout
    short_description: one JSON line for each result
    description: What Periapt reads of a run.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "periapt"

    def _write(self, **line):
        with open(os.environ["PERIAPT_OUTCOME"], "a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=str) + "\n")

    def _note(self, result, state, **more):
        data, task = result._result, result._task
        asked = (getattr(result, "_task_fields", None) or {}).get("args") or {}  # a check does not say where it would write
        hidden = bool(data.get("_ansible_no_log")) or "censored" in data
        state = "changed" if state == "ok" and data.get("changed") else state
        words = [str(data[key]).strip() for key in ("msg", "reason", "stderr") if data.get(key)]
        message = "" if hidden else ": ".join(words)
        self._write(state=state, task=task.get_name().strip(), action=task.action, at=task.get_path() or "",
                    path=str(data.get("dest") or data.get("path") or asked.get("dest") or asked.get("path") or ""), hidden=hidden, message=message, diff=[] if hidden else self._diffs(data), **more)
        failed = state in ("failed", "unreachable")
        self._display.display("%s: %s%s" % (state, task.get_name().strip(), ": " + message if failed and message else ""),
                              stderr=failed)

    @staticmethod
    def _diffs(data):
        diffs = data.get("diff") or []
        return [diff for diff in (diffs if isinstance(diffs, list) else [diffs]) if isinstance(diff, dict)]

    def v2_runner_on_ok(self, result):
        self._note(result, "ok")

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._note(result, "failed", ignored=ignore_errors)

    def v2_runner_on_unreachable(self, result):
        self._note(result, "unreachable")

    def v2_runner_on_skipped(self, result):
        self._note(result, "skipped")

    def v2_playbook_on_stats(self, stats):
        hosts = {host: stats.summarize(host) for host in stats.processed}
        self._write(state="stats", version=version, hosts=hosts)
