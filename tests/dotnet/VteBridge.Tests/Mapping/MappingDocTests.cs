using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using VteBridge.Configuration;
using VteBridge.Mapping;

namespace VteBridge.Tests.Mapping;

/// <summary>docs/mapping.md must agree with the code, as far as that can be checked.</summary>
public partial class MappingDocTests
{
    private static readonly string Doc = File.ReadAllText(Path.Combine(Repository.Root, "docs", "mapping.md"));

    [Fact]
    public void Every_column_has_a_place_or_a_reason()
    {
        var documented = Rows("Every column").Select(row => $"{row[0]}.{row[1]}").ToList();
        var columns = Columns().ToList();

        Assert.True(columns.Count > 100, "The schema was not read.");
        Assert.Equal(columns.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
        Assert.All(Rows("Every column"), row => Assert.True(row[2].Length > 2, $"{row[0]}.{row[1]} says nothing"));
    }

    [Fact]
    public void Every_flag_is_explained()
    {
        var flags = typeof(Flags)
            .GetFields()
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetValue(null)!);

        Assert.Equal(
            flags.Order(StringComparer.Ordinal),
            Rows("Flags").Select(row => row[0].Trim('`')).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_misc_info_is_named()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository.Root, "src-dotnet", "VteBridge", "Mapping"), "*.cs");
        var used = sources
            .SelectMany(file => MiscInfoName().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .ToList();

        Assert.True(used.Count > 10, "No misc infos were found.");
        Assert.All(used, name => Assert.Contains($"`{name}`", Doc));
    }

    /// <summary>The rows of the table below a heading, without its heading row.</summary>
    private static IEnumerable<string[]> Rows(string heading) =>
        Doc.Split($"\n## {heading}\n")[1]
            .Split("\n## ")[0]
            .Split('\n')
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray());

    private static IEnumerable<string> Columns()
    {
        var ddl = Path.Combine(Repository.Root, "tests", "data", "vte-9.31.sql");
        using var reader = new StreamReader(ddl);
        var script = (TSqlScript)new TSql110Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors);
        return script
            .Batches.SelectMany(batch => batch.Statements)
            .OfType<CreateTableStatement>()
            .SelectMany(table =>
                table.Definition.ColumnDefinitions.Select(column =>
                    $"{table.SchemaObjectName.BaseIdentifier.Value}.{column.ColumnIdentifier.Value}"
                )
            );
    }

    [GeneratedRegex("\"(VTE [a-z ]+|source[a-z_]*)\"")]
    private static partial Regex MiscInfoName();
}
