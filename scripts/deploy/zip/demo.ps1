# A simulated plant and a simulated WATS, and the real program between them: see demo.ps1 --help. Needs Python 3, no SDK.
Set-StrictMode -Version Latest
$python = @('python', 'python3', 'py') | Where-Object { Get-Command $_ -ErrorAction SilentlyContinue } | Select-Object -First 1
if (-not $python) { [Console]::Error.WriteLine('The demo needs Python 3.'); exit 2 }
$vtebridge = Join-Path (Join-Path $PSScriptRoot 'bin') 'vtebridge.exe'
$simulator = Join-Path (Join-Path $PSScriptRoot 'simulator') 'vtebridge-simulator.exe'
& $python (Join-Path (Join-Path $PSScriptRoot 'scripts') 'demo.py') --vtebridge $vtebridge --simulator $simulator @args
exit $LASTEXITCODE
