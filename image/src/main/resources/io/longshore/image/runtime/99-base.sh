#!/bin/sh
# Apptainer sets the variables given with --env and APPTAINERENV_ right after a file of this name.

LD_LIBRARY_PATH=${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}/.singularity.d/libs
if [ -z "${PS1:-}" ]; then
  PS1='Apptainer> '
fi
export LD_LIBRARY_PATH PS1
