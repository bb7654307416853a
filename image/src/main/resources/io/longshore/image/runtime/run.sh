#!/bin/sh
# Runs what this image is for. Apptainer does so by itself.

for script in /.singularity.d/env/*.sh; do
  if [ -f "$script" ]; then
    . "$script"
  fi
done

if [ -z "${SINGULARITY_APPNAME:-}" ]; then
  runscript=/.singularity.d/runscript
else
  runscript=/scif/apps/$SINGULARITY_APPNAME/scif/runscript
fi

exec "$runscript" "$@"
