using System.Text.RegularExpressions;

namespace VteBridge.Tests.Install;

/// <summary>
/// The PowerShell scripts: parsed by PowerShell where it is installed, and checked everywhere for forms that Windows PowerShell 5.1
/// misreads.
/// </summary>
public sealed partial class PowerShellTests
{
    public static TheoryData<string> Scripts =>
        [
            .. Directory
                .EnumerateFiles(Repository.PathOf("scripts"), "*.ps1", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
                .Order(),
        ];

    [Theory]
    [InlineData("demo")]
    [InlineData("publish")]
    [InlineData("run-from-tree")]
    [InlineData("setup-sidecar")]
    [InlineData("test")]
    [InlineData("vtebridge")]
    [InlineData("vtebridge-simulator")]
    public void A_script_that_Windows_operators_use_has_a_twin(string name)
    {
        Assert.True(File.Exists(Repository.PathOf($"scripts/{name}")));
        Assert.True(File.Exists(Repository.PathOf($"scripts/{name}.ps1")));
    }

    [Fact]
    public async Task PowerShell_understands_every_script()
    {
        var (code, output) = await Shell.RunPowerShellAsync(
            $$"""
            $files = Get-ChildItem -LiteralPath '{{Repository.PathOf("scripts")}}' -Recurse -Filter *.ps1
            $found = foreach ($file in $files) {
                $errors = $null
                $null = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$null, [ref]$errors)
                $errors | ForEach-Object { "$($file.Name): $_" }
            }
            $found
            "$(@($files).Count) read"
            exit @($found).Count
            """
        );

        Assert.True(code == 0, output);
        Assert.Contains($"{Scripts.Count} read", output, StringComparison.Ordinal);
    }

    /// <summary>Windows PowerShell reads a script without a byte order mark in the machine's code page.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_is_pure_ASCII(string script) =>
        Assert.All(Repository.Text(script), c => Assert.InRange(c, '\t', '~'));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_uses_nothing_that_is_newer_than_PowerShell_5(string script) =>
        Assert.DoesNotMatch(@"\?\?|&&|\|\||\?\.|-Parallel\b|\bforeach\b.*-ThrottleLimit|clean \{", Code(script));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Brackets_open_and_close_in_pairs(string script)
    {
        var open = new Stack<char>();
        foreach (var c in Code(script).Where("(){}[]".Contains))
            if ("({[".Contains(c))
                open.Push(c);
            else
                Assert.Equal(c, open.TryPop(out var o) ? ")}]"["({[".IndexOf(o)] : ' ');
        Assert.Empty(open);
    }

    /// <summary>PowerShell reads a variable followed by a colon as a drive or scope: "$x: " must be "${x}: ".</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void No_variable_in_text_runs_into_a_colon(string script) =>
        Assert.DoesNotMatch(@"""[^""\r\n]*\$(?!env:|script:|global:)\w+:", Repository.Text(script));

    /// <summary>The script without comments and quoted text.</summary>
    private static string Code(string script) => NoCode().Replace(Repository.Text(script), "");

    [GeneratedRegex("""<#.*?#>|'(?:[^']|'')*'|"(?:[^"`]|`.)*"|#[^\r\n]*""", RegexOptions.Singleline)]
    private static partial Regex NoCode();
}
