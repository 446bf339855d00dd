#!/bin/bash
# A charm is built of layers, runs, and the model knows which layer gave which file.
source "$(dirname "$0")/lib.sh"

mkdir --parents "$scratch"/src/{layers/base/hooks,top/hooks}
cat >"$scratch/src/layers/base/hooks/hook.template" <<'END'
#!/bin/sh
status-set active "{} of the base"
END
echo "defines: {size: {type: integer, default: 3}}" >"$scratch/src/layers/base/layer.yaml"
printf 'includes: ["layer:base"]\nrepo: here\n' >"$scratch/src/top/layer.yaml"
printf 'name: top\nsummary: s\ndescription: d\n' >"$scratch/src/top/metadata.yaml"
printf '#!/bin/sh\nstatus-set active "started by the top"\n' >"$scratch/src/top/hooks/start"
chmod +x "$scratch/src/top/hooks/start"

mkdir "$scratch/src/lost"
echo "includes: ['layer:absent']" >"$scratch/src/lost/layer.yaml"

model charm build "$scratch/src/top" --output-dir "$scratch/built" | grep --fixed-strings --line-regexp "$scratch/built/top"
grep --quiet 'hook of the base' "$scratch/built/top/hooks/update-status"
grep --quiet 'size: 3' "$scratch/built/top/layer.yaml"
echo changed >>"$scratch/built/top/hooks/stop"
expect_failure 1 'was changed since it was built (changed hooks/stop)' model charm build "$scratch/src/top" -o "$scratch/built"
model charm build "$scratch/src/top" -o "$scratch/built" --force

expect_failure 1 'cannot find "layer:absent", which layer "lost" includes' \
  env CHARM_LAYERS_DIR="$scratch" model charm build "$scratch/src/lost" -o "$scratch/other"
expect_failure 2 '"nonsense" is not a model charm command' model charm nonsense
model charm --help | grep --quiet 'Usage: model charm'
model help charm build | grep --quiet 'Usage: model charm build'

# The source itself can be packed and added: it is built on the way.
model charm pack "$scratch/src/top" --output "$scratch/top.charm"
python3 -m zipfile --list "$scratch/top.charm" | grep --quiet hooks/update-status
model add-charm "$scratch/src/top"
wait_for 40 unit_says top/0 active "started by the top"

# Our own charms are built of the layer that they share, from where they lie.
for charm in "$charms"/*/layer.yaml; do
  charm=$(dirname "$charm")
  model charm build "$charm/" --output-dir "$scratch/ours" 2>"$scratch/err"
  diff --recursive "$charms/layers/workload/lib/workload" "$scratch/ours/$(basename "$charm")/lib/workload"
  grep --quiet 'from layer:workload, ' "$scratch/err"
done
