using System.Reflection;
using System.Text.RegularExpressions;
using VteBridge.Cli;
using VteBridge.Hosting;

namespace VteBridge.Tests.Architecture;

/// <summary>The rules that keep the sources readable, checked on the text of the sources.</summary>
public sealed partial class SourceTests
{
    private static readonly IReadOnlyList<SourceFile> Product = SourceFile.Under("src-dotnet/VteBridge");

    [Fact]
    public void The_sources_are_found() => Assert.True(Product.Count > 150, $"only {Product.Count} files");

    [Fact]
    public void Only_one_class_runs_child_processes_and_SqlClient_stays_where_VTE_is_reached()
    {
        Assert.Equal(
            ["SidecarRun.cs"],
            Product.Where(f => f.Text.Contains("using CliWrap", StringComparison.Ordinal)).Select(f => f.Name)
        );
        // `init` builds a connection string from the answers that it gets.
        Assert.Empty(
            Product
                .Where(f =>
                    f.Folder is not ("Vte" or "Setup")
                    && f.Text.Contains("Microsoft.Data.SqlClient", StringComparison.Ordinal)
                )
                .Select(f => f.Path)
        );
    }

    [Fact]
    public void No_file_is_longer_than_a_person_reads() =>
        Assert.Empty(Product.Where(f => f.Lines > 250).Select(f => $"{f.Path}: {f.Lines} lines"));

    [Fact]
    public void Nothing_is_left_to_do_and_no_exception_is_swallowed()
    {
        var all = Product.Concat(SourceFile.Under("src-dotnet/VteBridge.Simulator")).ToList();

        Assert.Empty(all.Where(f => Unfinished().IsMatch(f.Text)).Select(f => f.Path));
        Assert.Empty(all.Where(f => EmptyCatch().IsMatch(f.Text)).Select(f => f.Path));
    }

    [Fact]
    public void Every_type_of_the_product_is_internal()
    {
        var types = typeof(Composition)
            .Assembly.GetTypes()
            .Where(t => t is { IsPublic: true } or { IsNestedPublic: true, DeclaringType.IsPublic: true });

        Assert.Empty(
            types
                // Razor makes every component public.
                .Where(t => !t.IsSubclassOf(typeof(Microsoft.AspNetCore.Components.ComponentBase)))
                .Where(t => t.Namespace?.StartsWith("VteBridge", StringComparison.Ordinal) == true)
                .Select(t => t.FullName)
        );
    }

    [Fact]
    public void Every_verb_is_in_the_README()
    {
        var readme = Repository.Text("README.md");
        var verbs = CommandLine
            .Create()
            .Subcommands.SelectMany(c => c.Subcommands.Select(s => $"{c.Name} {s.Name}").DefaultIfEmpty(c.Name))
            .ToList();

        Assert.True(verbs.Count >= 8);
        Assert.All(verbs, verb => Assert.Contains($"| `{verb}` |", readme));
    }

    [Fact]
    public void The_exit_codes_of_the_README_are_those_of_the_program()
    {
        var documented = ExitCodeRow().Matches(Repository.Text("README.md")).Select(m => int.Parse(m.Groups[1].Value));
        var real = typeof(ExitCode)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => (int)f.GetRawConstantValue()!);

        Assert.Equal(real.Order(), documented.Order());
    }

    [Fact]
    public void The_tree_names_no_registry_and_no_machine()
    {
        var texts = Repository.Files().Where(f => !f.EndsWith("SourceTests.cs", StringComparison.Ordinal)).ToList();
        Assert.True(texts.Count > 300, $"only {texts.Count} files");

        Assert.DoesNotContain(texts, f => Machine().IsMatch(Repository.Text(f)));
    }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"catch(\s*\([^)]*\))?(\s*when\s*\([^{]*\))?\s*\{\s*\}")]
    private static partial Regex EmptyCatch();

    [GeneratedRegex(@"(?m)^\| (\d+) \|")]
    private static partial Regex ExitCodeRow();

    [GeneratedRegex(
        @"nuget\.org|pypi\.org|pythonhosted|npmjs|mcr\.microsoft\.com/nuget|/work/|/tmp/vb|/root/(?!\.nuget|\.wine)|C:\\Users\\[a-z]"
    )]
    private static partial Regex Machine();
}
