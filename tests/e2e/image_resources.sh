#!/bin/bash
# A resource that is an image is a reference: its unit reads where the image is.
source "$(dirname "$0")/lib.sh"

cd "$scratch" || exit
expect_failure 1 'file for resource "image" not found: "./none.yaml"' model add-charm "$test_charms/reader" --resource image=./none.yaml
model add-charm "$test_charms/reader" --resource image=registry.example.org/reader:2
wait_for 40 units_idle reader/0
got() { model exec --unit reader/0 "cat \"\$(resource-get image)\""; }
[[ $(got) == "registrypath: registry.example.org/reader:2"* ]]
[[ $(model exec --unit reader/0 "basename \"\$(resource-get image)\"") == content.yaml ]]
model attach-resource reader image=registry.example.org/reader:3
wait_for 20 units_idle reader/0
[[ $(got) == "registrypath: registry.example.org/reader:3"* ]]
