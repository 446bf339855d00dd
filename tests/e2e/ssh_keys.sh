#!/bin/bash
# Keys of a model: added whole, told by fingerprint, removed by fingerprint, comment or whole.
source "$(dirname "$0")/lib.sh"

model add-model main
[[ $(model ssh-keys 2>&1) == "No keys to display." ]]
first="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f ann@laptop"
bare="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgEA"
expect_failure 2 'no ssh key specified' model add-ssh-key
expect_failure 1 'cannot add key "nonsense": invalid ssh key' model add-ssh-key nonsense
expect_failure 1 'invalid ssh key' model add-ssh-key 'ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'
model add-ssh-key "$first" nonsense "$bare" 2>"$scratch/err"
[[ $(grep --count 'cannot add key' "$scratch/err") == 1 ]]
expect_failure 1 'duplicate ssh key' model add-ssh-key "$first"

[[ $(model ssh-keys | head --lines=1) == "Keys used in model: admin/main" ]]
[[ $(model ssh-keys | sed --quiet 2p) =~ ^([0-9a-f]{2}:){15}[0-9a-f]{2}\ \(ann@laptop\)$ ]]
fingerprint=$(model ssh-keys | sed --quiet '2s/ .*//p')
if command -v ssh-keygen >/dev/null; then
  echo "$first" >"$scratch/key.pub"
  [[ $(ssh-keygen -l -E md5 -f "$scratch/key.pub") == *"MD5:$fingerprint "* ]]
fi
[[ $(model ssh-keys --full | tail --lines=2) == "$first"$'\n'"$bare" ]]

model remove-ssh-key "$bare"
[[ $(model ssh-keys --full | tail --lines=1) == "$first" ]]
model remove-ssh-key ann@laptop
model add-ssh-key "$first"
model remove-ssh-key "$fingerprint"
[[ $(model ssh-keys 2>&1) == "No keys to display." ]]
expect_failure 1 'invalid ssh key' model remove-ssh-key "$fingerprint"
