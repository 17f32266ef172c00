# Runs vtebridge from this source tree; builds it when needed.
# No param block: every argument, dashes included, is the program's own.
Set-StrictMode -Version Latest
$binary = & (Join-Path $PSScriptRoot 'run-from-tree.ps1') -Project 'VteBridge' -Program 'vtebridge'
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& $binary @args
exit $LASTEXITCODE
