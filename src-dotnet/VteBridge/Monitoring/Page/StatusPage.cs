using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace VteBridge.Monitoring.Page;

/// <summary>
/// The page at `/`: one document without further files. Its script fetches it again every few seconds and replaces the
/// parts that have changed. The page changes nothing in VteBridge. The markup is in StatusView.razor.
/// </summary>
internal static partial class StatusPage
{
    public static readonly string Style = Resource("page.css");
    public static readonly string Script = Resource("page.js");

    /// <summary>Browsers may load and run only what is in the page itself, identified by its hash.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static async Task<string> RenderAsync(Snapshot now, TimeZoneInfo zone)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(new PageModel(now, zone))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<StatusView>()).ToHtmlString()
        );
        return Entity().Replace("<!doctype html>\n" + html, Sanitised);
    }

    /// <summary>Razor escapes every text as entities. This also replaces characters that could hide or reverse what is shown.</summary>
    private static string Sanitised(Match entity)
    {
        var text = char.ConvertFromUtf32(Convert.ToInt32(entity.Groups[1].Value, 16));
        return TextSanitiser.OneLine(text) == text ? entity.Value : "\uFFFD";
    }

    private static string Hash(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Browsers convert CRLF to LF before they compute the hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex("&#x([0-9A-F]{1,6});")]
    private static partial Regex Entity();
}
