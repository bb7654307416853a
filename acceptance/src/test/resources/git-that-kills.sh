#!/bin/sh
# Stands for git, first on PATH. Runs the real one and, once, a while after the chosen command was
# asked for by the program, has the program killed.
#
#   KILL_REAL_GIT   the real git
#   KILL_FOLDER     "pid" there is the program's process; "count" holds how many fitting commands
#                   are still to pass; "struck" appears with the kill
#   KILL_PATTERN    what folder and command line must fit, as a pattern of the shell
#   KILL_TARGET     jvm, group for all processes of its group, keyboard to interrupt them all
#   KILL_SECONDS    between the command's begin and the kill

line="$PWD $*"
# shellcheck disable=SC2254 # it is a pattern
case $line in
  $KILL_PATTERN)
    # Taking the count away is atomic: of two commands at once one has it. git-annex calls git too.
    while [ "$(cat "$KILL_FOLDER/pid" 2>/dev/null)" = "$PPID" ] && [ ! -e "$KILL_FOLDER/struck" ]; do
      if mv "$KILL_FOLDER/count" "$KILL_FOLDER/count.$$" 2>/dev/null; then
        left=$(cat "$KILL_FOLDER/count.$$")
        rm "$KILL_FOLDER/count.$$"
        if [ "$left" -gt 0 ]; then
          echo $((left - 1)) >"$KILL_FOLDER/count.new.$$"
          mv "$KILL_FOLDER/count.new.$$" "$KILL_FOLDER/count"
        else
          echo "$line" >"$KILL_FOLDER/struck"
          setsid sh "$KILL_FOLDER/kill" "$PPID" "$KILL_TARGET" "$KILL_SECONDS" \
            </dev/null >/dev/null 2>&1 &
        fi
        break
      fi
    done
    ;;
esac
exec "$KILL_REAL_GIT" "$@"
