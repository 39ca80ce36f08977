#!/usr/bin/env bash
# A sweep as a CI job: run it, keep what it found, pass on its verdict. Plain shell, so that any CI can call it.
#
#   ci/sweep.sh [PLAN] [FOLDER] [more options of `sanctionsim sweep`]
#
# FOLDER gets the run; FOLDER/artefacts gets what people look at: sweep.html, tornado.svg, summary.md, junit.xml and
# sweep.json. A folder that holds the run of the same plan already is gone on with, so a cached one costs nothing.
# SANCTIONSIM names the command where it is not `sanctionsim`. The exit code is the sweep's: 0 all guardrails hold, 3 one
# fails, 2 the plan has a mistake, 1 a run failed.
set -uo pipefail

plan="${1:-voluntary_against_green_paper}"
folder="${2:-build/sweep}"
[ $# -gt 0 ] && shift
[ $# -gt 0 ] && shift

# What was found before is not to be taken for what is found now.
rm -rf "$folder/artefacts"
status=0
${SANCTIONSIM:-sanctionsim} sweep "$plan" --out "$folder" "$@" || status=$?

if [ "$status" -eq 0 ] || [ "$status" -eq 3 ]; then
  mkdir -p "$folder/artefacts"
  for file in sweep.html tornado.svg summary.md junit.xml sweep.json sweep.yaml; do
    cp "$folder/$file" "$folder/artefacts/" || exit 1
  done
  # GitHub shows this file on the page of the job; elsewhere the variable is not set.
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    cat "$folder/summary.md" >> "$GITHUB_STEP_SUMMARY"
  fi
fi
exit "$status"
