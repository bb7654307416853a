#!/bin/sh
# usage: kill PROCESS jvm|group SECONDS
#
# Waits, then ends the process, or all processes of its group; it leads one.

sleep "$3"
case $2 in
  group) kill -KILL "-$1" ;;
  *) kill -KILL "$1" ;;
esac
