using System.CommandLine;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using VteBridge.Cli;
using VteBridge.Core;
using VteBridge.Hosting.WindowsService;
using VteBridge.Tests.Configuration;

namespace VteBridge.Tests.Docs;

/// <summary>
/// Verbs, command-line options, exit codes and event ids have one reference table each, which must agree with the code. OptionDocsTests
/// checks options, MappingDocTests the flags of reports, MonitoringDocsTests metrics and alerts.
/// </summary>
public sealed class ReferenceTests
{
    private const string FlagsPage = "docs/command-line.md";

    /// <summary>The headings of the reference tables; options have one for each section.</summary>
    private static readonly string[] References =
    [
        "| Verb |",
        "| Flag | Of |",
        "| Exit code |",
        "| Event id |",
        "| flag | meaning |",
        "| metric |",
        "| alert |",
        "| Option | Default |",
    ];

    public static TheoryData<string> Heads => [.. References[..^1], OptionReference.Begin];

    [Fact]
    public void Verbs_of_the_README_are_those_of_the_program() =>
        Assert.Equal(Verbs().Select(v => v.Name).Order(), Cells("README.md", "| Verb |").Order());

    [Fact]
    public void Exit_codes_of_the_README_are_those_of_the_program() =>
        Assert.Equal(Constants(typeof(ExitCode)).Select(code => $"{code}"), Cells("README.md", "| Exit code |"));

    [Fact]
    public void Event_ids_of_the_docs_are_those_of_the_program() =>
        Assert.Equal(
            typeof(EventIds)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"{((Microsoft.Extensions.Logging.EventId)field.GetValue(null)!).Id}"),
            Cells("docs/getting-started.md", "| Event id |")
        );

    [Fact]
    public void Flags_page_is_what_the_options_are()
    {
        var page = new StringBuilder(
            """
            # Command line

            Every flag of every verb. This page is written from the program itself; `vtebridge VERB --help` says the same. The [README](../README.md#use-it) has the
            verbs and the exit codes.

            | Flag | Of | Meaning |
            |---|---|---|

            """.ReplaceLineEndings("\n")
        );
        var flags = Verbs()
            .SelectMany(verb =>
                verb.Command.Options.Where(o => !o.Hidden)
                    .Select(option =>
                        (
                            Name: string.Join(", ", option.Aliases.Prepend(option.Name).Select(name => $"`{name}`")),
                            Value: option.HelpName is { } value ? $" {value}" : "",
                            Text: (option.Description ?? "").ReplaceLineEndings(" ").Replace("|", "\\|"),
                            Verb: verb.Name
                        )
                    )
            )
            .GroupBy(flag => (flag.Name, flag.Value, flag.Text))
            .OrderBy(flag => flag.Key.Name, StringComparer.Ordinal)
            .ThenBy(flag => flag.First().Verb, StringComparer.Ordinal);
        var all = Verbs().Count();
        foreach (var flag in flags)
            page.Append(
                $"| {flag.Key.Name}{flag.Key.Value} | {(flag.Count() == all ? "every verb" : string.Join(", ", flag.Select(f => $"`{f.Verb}`").Order()))} | {flag.Key.Text} |\n"
            );
        Generated.Check(FlagsPage, page.ToString());
    }

    [Theory]
    [MemberData(nameof(Heads))]
    public void Each_reference_is_in_one_place(string head) =>
        Assert.Single(
            Repository
                .Files()
                .Where(f => f.EndsWith(".md", StringComparison.Ordinal))
                .SelectMany(page => Repository.Text(page).Split('\n')),
            line => line.StartsWith(head, StringComparison.Ordinal)
        );

    /// <summary>
    /// A second table of the same things would disagree with the first one some day. A table of up to five of them is allowed.
    /// </summary>
    [Fact]
    public void No_other_table_lists_what_a_reference_lists()
    {
        var pages = Repository.Files().Where(f => f.EndsWith(".md", StringComparison.Ordinal)).ToList();
        var tables = pages.SelectMany(page => Tables(Repository.Text(page), page)).ToList();
        var names = tables
            .Where(IsReference)
            .SelectMany(table => table.Names)
            .Where(name => name != "")
            .SelectMany(name => new[] { name, name.Split(':')[^1] })
            .ToHashSet();
        Assert.True(names.Count > 300, $"{names.Count} names");

        Assert.Empty(
            tables
                .Where(table =>
                    !IsReference(table)
                    && table.Names.Count > 5
                    && table.Names.Count(names.Contains) > table.Names.Count / 2
                )
                .Select(table => $"{table.Page}: {table.Head}")
        );

        static bool IsReference((string Page, string Head, List<string> Names) table) =>
            References.Any(head => table.Head.StartsWith(head, StringComparison.Ordinal));
    }

    /// <summary>Each table of a page: its heading row, and the first code word in the first column of each row.</summary>
    private static IEnumerable<(string Page, string Head, List<string> Names)> Tables(string text, string page) =>
        Regex
            .Matches(text, @"^(\|.*)\n\|[-| ]+\|\n((?:\|.*\n?)+)", RegexOptions.Multiline)
            .Select(table =>
                (
                    page,
                    table.Groups[1].Value,
                    table
                        .Groups[2]
                        .Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                        .Select(row => row.Split('|')[1].Trim().Split('`', ' ') is ["", var name, ..] ? name : "")
                        .ToList()
                )
            );

    private static IEnumerable<(string Name, Command Command)> Verbs() => Verbs(CommandLine.Create(), "");

    private static IEnumerable<(string Name, Command Command)> Verbs(Command command, string name) =>
        command.Subcommands.SelectMany(sub =>
            sub.Subcommands.Count == 0 ? [($"{name}{sub.Name}", sub)] : Verbs(sub, $"{name}{sub.Name} ")
        );

    private static IEnumerable<object> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral)
            .Select(f => f.GetRawConstantValue()!);

    /// <summary>The first column of the table with this heading row.</summary>
    private static List<string> Cells(string page, string head) =>
        [
            .. Repository
                .Text(page)
                .Split('\n')
                .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal))
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Split('|')[1].Trim(' ', '`')),
        ];
}
