using System.Text.Json;
using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

public sealed class OptionDocsTests
{
    private const string Shipped = "src-dotnet/VteBridge/appsettings.json";
    private const string Reference = "docs/configuration.md";

    [Fact]
    public void The_schema_is_what_the_options_are() =>
        Generated.Check("src-dotnet/VteBridge/appsettings.schema.json", OptionsSchema.Text());

    [Fact]
    public void The_shipped_file_is_what_the_options_are() => Generated.Check(Shipped, ShippedConfiguration.Text());

    [Fact]
    public void The_reference_is_what_the_options_are()
    {
        var page = Repository.Text(Reference).ReplaceLineEndings("\n");
        var begin = page.IndexOf(OptionReference.Begin, StringComparison.Ordinal) + OptionReference.Begin.Length + 1;
        var end = page.IndexOf(OptionReference.End, StringComparison.Ordinal);
        Assert.True(begin > OptionReference.Begin.Length && end >= begin, $"{Reference} has no place for the options.");
        Generated.Check(Reference, page[..begin] + OptionReference.Text() + page[end..]);
    }

    [Fact]
    public void Every_option_is_in_the_shipped_file_and_nothing_else_is()
    {
        using var file = JsonDocument.Parse(
            Repository.Text(Shipped),
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
        );

        var keys = Keys(file.RootElement, "").Where(key => !OptionKeys.IsForeign(key));

        Assert.NotEmpty(OptionKeys.Entries);
        Assert.Equal(OptionKeys.Entries.Select(option => option.Key).Order(), keys.Order());
    }

    [Fact]
    public void The_shipped_file_configures_exactly_the_defaults()
    {
        var loaded = OptionsLoader.Load(Repository.PathOf(Shipped), new Dictionary<string, string?>(), []);

        Assert.Empty(loaded.Unreadable);
        Assert.Equal(Json(new BridgeOptions()), Json(loaded.Options));
    }

    [Fact]
    public void Every_option_says_what_it_is_for()
    {
        var silent = OptionKeys
            .Entries.Where(option => XmlComments.Of(option.Property) == "")
            .Select(option => option.Key);

        Assert.Equal("", string.Join(", ", silent));
    }

    [Fact]
    public void Every_section_says_what_it_is_for()
    {
        var types = OptionKeys.Entries.Select(option => option.Property.DeclaringType!).Distinct();

        Assert.Equal([], types.Where(type => XmlComments.Of(type) == "").Select(type => type.Name));
    }

    /// <summary>Leaves out paths, because loading makes them absolute.</summary>
    private static string Json(BridgeOptions options) =>
        string.Join(
            '\n',
            OptionKeys
                .Of(options)
                .Where(option => option.Path is null)
                .Select(option => $"{option.Key} {JsonSerializer.Serialize(option.Default, OptionJson.Options)}")
        );

    private static IEnumerable<string> Keys(JsonElement json, string prefix) =>
        json.EnumerateObject()
            .SelectMany(p =>
                p.Value.ValueKind == JsonValueKind.Object && !OptionKeys.ByKey.ContainsKey(prefix + p.Name)
                    ? Keys(p.Value, prefix + p.Name + ":")
                    : [prefix + p.Name]
            );
}
