# Makes the zips that a site installs from: publish.ps1 [--rid linux-x64|win-x64] [--out DIR] ['--' -p:SqlClientVersion=6.1.*]
Set-StrictMode -Version Latest
$python = @('python', 'python3', 'py') | Where-Object { Get-Command $_ -ErrorAction SilentlyContinue } | Select-Object -First 1
if (-not $python) { [Console]::Error.WriteLine('publish needs Python 3.'); exit 2 }
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { [Console]::Error.WriteLine('publish needs the .NET SDK 10.'); exit 2 }
& $python (Join-Path $PSScriptRoot 'package.py') @args
exit $LASTEXITCODE
