"""Runs the merge tactics that layers bring: run_tactics.py JOB RESULT (both JSON, see tactics.h).

A tactic is a class of a layer, written against `charmtools.build.tactics` of the builder this format comes from. What of
that such classes use is given here under the same names. A tactic writes its files below the job's `target`.
"""

import hashlib
import importlib
import inspect
import json
import os
import shutil
import sys
import types


class Path(str):
    """A path with the methods that tactics call."""

    def __truediv__(self, other):
        return Path(os.path.join(self, other))

    __div__ = joinpath = __truediv__
    name = basename = property(lambda self: Path(os.path.basename(self)))
    parent = property(lambda self: Path(os.path.dirname(self)))
    ext = property(lambda self: os.path.splitext(self)[1])

    def dirname(self):
        return self.parent

    def relpath(self, start="."):
        return Path(os.path.relpath(self, start))

    def abspath(self):
        return Path(os.path.abspath(self))

    def normpath(self):
        return Path(os.path.normpath(self))

    def splitall(self):
        return [Path(part) for part in self.split(os.sep)]

    def exists(self):
        return os.path.exists(self)

    def isdir(self):
        return os.path.isdir(self)

    def isfile(self):
        return os.path.isfile(self)

    def samefile(self, other):
        return os.path.exists(other) and os.path.samefile(self, other)

    def bytes(self):
        with open(self, "rb") as file:
            return file.read()

    def text(self, encoding="utf-8"):
        return self.bytes().decode(encoding)

    read_bytes, read_text = bytes, text

    def lines(self, encoding="utf-8", retain=True):
        return self.text(encoding).splitlines(retain)

    def write_bytes(self, data, append=False):
        with open(self, "ab" if append else "wb") as file:
            file.write(data)

    def write_text(self, text, encoding="utf-8", append=False, **_):
        self.write_bytes(text.encode(encoding), append)

    def write_lines(self, lines, encoding="utf-8", append=False, **_):
        self.write_text("".join(line.rstrip("\n") + "\n" for line in lines), encoding, append)

    def makedirs_p(self, mode=0o777):
        os.makedirs(self, mode, exist_ok=True)
        return self

    makedirs = mkdir = mkdir_p = makedirs_p

    def copy2(self, target):
        return Path(shutil.copy2(self, target))

    copy = copyfile = copy2

    def copymode(self, target):
        shutil.copymode(self, target)

    def copytree(self, target):
        return Path(shutil.copytree(self, target))

    def chmod(self, mode):
        os.chmod(self, mode)

    def remove_p(self):
        if os.path.lexists(self):
            os.unlink(self)

    remove = remove_p

    def rmtree_p(self):
        shutil.rmtree(self, ignore_errors=True)

    rmtree = rmtree_p

    def listdir(self):
        return [self / name for name in sorted(os.listdir(self))]

    def files(self):
        return [path for path in self.listdir() if path.isfile()]

    def dirs(self):
        return [path for path in self.listdir() if path.isdir()]

    def walkfiles(self):
        for folder, _, names in os.walk(self):
            for name in sorted(names):
                yield Path(folder) / name


class BuildError(Exception):
    pass


class Tactic:
    """What becomes of one file of one layer; a layer's own are derived from it."""

    kind = "static"

    def __init__(self, entity, target, layer, next_config):
        self._entity, self._target, self._layer, self._next_config = entity, target, layer, next_config
        self.data = None

    entity = property(lambda self: self._entity)
    target = property(lambda self: self._target)
    layer = current = property(lambda self: self._layer)
    config = property(lambda self: self._next_config)
    layer_name = property(lambda self: self.layer.name)
    relpath = property(lambda self: self.entity.relpath(self.layer.directory))
    target_file = property(lambda self: self.target.directory / self.relpath)
    repo_path = property(lambda self: Path("/".join(self.layer.directory.splitall()[-2:])))

    @classmethod
    def trigger(cls, entity, target, layer, next_config):
        return False

    def combine(self, existing):
        return self

    def lint(self):
        return True

    def read(self):
        return None

    def process(self):
        raise NotImplementedError("it has no process()")

    def __call__(self):
        return self.process()

    def sign(self):
        file = self.target_file
        if not file.isfile():
            return {}
        return {self.relpath: (self.layer.url, self.kind, hashlib.sha256(file.bytes()).hexdigest())}


class ExactMatch:
    FILENAME = None

    @classmethod
    def trigger(cls, entity, target, layer, next_config):
        return entity.relpath(layer.directory) == cls.FILENAME


class CopyTactic(Tactic):
    """Also stands for what the builder itself does with a file, where a tactic combines with that."""

    @classmethod
    def trigger(cls, entity, target, layer, next_config):
        return True

    def __call__(self):
        self.target_file.dirname().makedirs_p()
        data = self.read()
        if not data:
            return self.entity.copy2(self.target_file)
        self.target_file.write_bytes(data)
        return self.entity.copymode(self.target_file)


class Config(dict):
    """A layer's layer.yaml."""

    ignores = property(lambda self: self.get("ignore") or [])
    excludes = property(lambda self: self.get("exclude") or [])
    name = property(lambda self: self.get("name"))


class Layer:
    def __init__(self, described):
        self.name, self.url = described["name"], described["url"]
        self.directory = Path(described["folder"])
        self.config = Config(described.get("config") or {})
        self.tactics = [(name, load_class(name, self)) for name in described.get("tactics", [])]

    def __truediv__(self, path):
        return self.directory / path


def give_modules():
    """The names under which a layer's Python finds the classes above."""
    contents = {
        "charmtools": {},
        "charmtools.build": {},
        "charmtools.build.errors": {"BuildError": BuildError},
        "charmtools.build.tactics": {
            "Tactic": Tactic,
            "ExactMatch": ExactMatch,
            "CopyTactic": CopyTactic,
            "BuildError": BuildError,
            "path": Path,
        },
        "path": {"Path": Path, "path": Path},
    }
    for name, members in contents.items():
        module = sys.modules[name] = types.ModuleType(name)
        module.__dict__.update(members)
        parent, _, own = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], own, module)


def end(sentence):
    sys.exit(" ".join(str(sentence).split()))


def load_class(name, layer):
    """`layer.custom.Readme` of <layer>/layer/custom.py. Two layers may have modules of one name."""
    module, _, own = name.rpartition(".")
    sys.path.insert(0, str(layer.directory))
    try:
        return getattr(importlib.import_module(module), own)
    except BaseException as error:
        end(f'layer "{layer.name}": merge tactic "{name}" cannot be loaded: {type(error).__name__}: {error}')
    finally:
        sys.path.pop(0)
        top = module.partition(".")[0]
        for loaded in [one for one in sys.modules if one == top or one.startswith(top + ".")]:
            del sys.modules[loaded]


def triggers(tactic, entity, target, layer, next_config):
    if len(inspect.getfullargspec(tactic.trigger).args) == 2:  # as once was
        return tactic.trigger(entity.relpath(layer.directory))
    return tactic.trigger(entity, target, layer, next_config)


class Runner:
    def __init__(self, job):
        self.target = types.SimpleNamespace(name=job["name"], url=job["name"], directory=Path(job["target"]), config=Config())
        self.described = job["layers"]
        self.layers = [Layer(one) for one in self.described]
        self.doing = ""

    def choose(self):
        """For every path the tactic of the highest layer, combined with those below; None: the builder's own."""
        chosen, known = {}, []
        for number, layer in enumerate(self.layers):
            known += layer.tactics
            above = self.layers[min(number + 1, len(self.layers) - 1)].config
            for relpath in self.described[number]["files"]:
                entity = layer.directory / relpath
                for name, tactic in known:
                    self.doing = f'layer "{layer.name}": merge tactic "{name}" failed on "{relpath}"'
                    if triggers(tactic, entity, self.target, layer, above):
                        instance = tactic(entity, self.target, layer, above)
                        below = chosen.get(relpath)
                        chosen[relpath] = instance.combine(below) if below else instance
                        break
                else:
                    chosen[relpath] = CopyTactic(entity, self.target, layer, above)
        return {path: tactic for path, tactic in chosen.items() if type(tactic) is not CopyTactic}

    def run(self):
        chosen, layer_of = self.choose(), {}
        for relpath, tactic in sorted(chosen.items()):
            self.doing = f'layer "{tactic.layer.name}": merge tactic "{type(tactic).__name__}" failed on "{relpath}"'
            if not tactic.lint():
                raise BuildError("it found a fault")
            tactic.read()
            tactic.target_file.dirname().makedirs_p()
            tactic()
            for path, signature in (tactic.sign() or {}).items():
                layer_of[str(path)] = [str(signature[0]), str(signature[1])]
        return {"handled": sorted(chosen), "layers": layer_of}


def main():
    give_modules()
    with open(sys.argv[1], encoding="utf-8") as file:
        runner = Runner(json.load(file))
    try:
        result = runner.run()
    except BaseException as error:
        end(f"{runner.doing}: {type(error).__name__}: {error}")
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(result, file)


main()
