# Demonstrates VteBridge on a simulated plant: see demo.ps1 --help. It ends by itself and leaves nothing running.
Set-StrictMode -Version Latest
$python = @('py', 'python', 'python3') | Where-Object { Get-Command $_ -ErrorAction SilentlyContinue } | Where-Object {
    # Windows has a 'python' command that only opens the Microsoft Store.
    $null = & $_ -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>&1
    $LASTEXITCODE -eq 0
} | Select-Object -First 1
if (-not $python) { [Console]::Error.WriteLine('The demo needs Python 3.10 or newer.'); exit 2 }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine('The demo needs the .NET SDK 10.'); exit 2 }
Write-Output 'Building (the first time takes a minute) ...'
$vtebridge = & (Join-Path $PSScriptRoot 'run-from-tree.ps1') -Project 'VteBridge' -Program 'vtebridge'
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$simulator = & (Join-Path $PSScriptRoot 'run-from-tree.ps1') -Project 'VteBridge.Simulator' -Program 'vtebridge-simulator'
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
& $python (Join-Path $PSScriptRoot 'demo.py') --vtebridge $vtebridge --simulator $simulator @args
exit $LASTEXITCODE
