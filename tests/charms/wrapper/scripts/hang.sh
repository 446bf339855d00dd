#!/bin/bash
# Its children leave its session and its process group.
setsid sleep 6543 &
setsid bash -c 'setsid sleep 6544 & wait' &
touch "$(jq --raw-output .config.folder "$PERIAPT_MODEL")/hangs"
sleep 6545
