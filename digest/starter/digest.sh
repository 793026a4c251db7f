#!/usr/bin/env bash
# Pull, compose, commit, push. Whoever else pushed meanwhile goes first: what this script wrote is dropped and
# composed anew over theirs, because the program's words can be made again and people's cannot.
#
#   DATE=2026-11-22 PUBLISH=yes bash .github/digest.sh     one day, and publish it
set -euo pipefail

branch=$(git rev-parse --abbrev-ref HEAD)
git config user.name >/dev/null || git config user.name "digest"
git config user.email >/dev/null || git config user.email "digest@localhost"

for attempt in 1 2 3 4 5; do
    git fetch --quiet origin "$branch"
    git reset --quiet --hard "origin/$branch"
    digest pull
    # shellcheck disable=SC2086  # no DATE means: all that is due
    digest brief ${DATE:-}
    if [ "${PUBLISH:-}" = yes ] && [ -n "${DATE:-}" ]; then
        digest publish "$DATE"
    fi
    git add --all content
    if git diff --cached --quiet; then
        break
    fi
    git commit --quiet --message "Briefs as of $(date -u +%Y-%m-%dT%H:%MZ)"
    if git push --quiet origin "HEAD:$branch"; then
        break
    fi
    if [ "$attempt" = 5 ]; then
        echo "someone pushed before us five times; the next run tries again" >&2
        exit 1
    fi
    sleep "$attempt"
done

digest build
