#!/bin/sh
# An image configuration has no service to start with an instance.
