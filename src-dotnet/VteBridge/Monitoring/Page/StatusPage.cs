using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using VteBridge.Monitoring.Snapshots;

namespace VteBridge.Monitoring.Page;

/// <summary>
/// The page at `/`: one document without any other file, which fetches itself anew every few seconds and exchanges the
/// parts that have changed. Nothing on it changes anything.
/// </summary>
internal static class StatusPage
{
    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    /// <summary>Nothing may be loaded or run but what this page holds itself, known by its hash.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Of(Snapshot now, TimeZoneInfo zone)
    {
        var text = new PageText(zone);
        var headline = Headline.Of(now);
        return Html.Of(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>{Title(headline, now)}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,"><style>{new Markup(Style)}</style></head><body>
            <a class="skip" href="#main">To the content</a>
            <header><div><h1>VteBridge</h1><p class="place">{now.Program.Host}</p></div><p class="updated">as of <span data-part="at">{text.Time(
                now.At
            )}</span></p></header>
            <main id="main" tabindex="-1">
            <p id="lost" role="alert" hidden>VteBridge does not answer. What is shown is as old as the time above.</p>
            <div role="status" data-part="headline"><p class="headline {headline.Tone}"><strong>{headline.Title}</strong> <span>{headline.Text}</span></p></div>
            {NoticeSections.Alerts(now, text)}{NowSection.Of(now, text)}
            <div class="columns">{LagChart.Of(now, text)}{HourChart.Of(now, text)}</div>
            {DeadLetterSection.Of(now)}{YieldSection.Of(now)}
            <div class="columns">{DestinationSection.Of(now, text)}</div>
            {NoticeSections.Warnings(now, text)}
            </main>
            <footer><p>VteBridge {now.Program.Version} on {now.Program.Runtime}, {now.Program.Platform}, process {now.Program.ProcessId}, started {text.Time(
                now.Program.StartedAt
            )}. Times are those of {text.Zone}, times of runs those of VTE.</p>
            <nav aria-label="For machines"><a href="/health">/health</a> <a href="/health/ready">/health/ready</a> <a href="/metrics">/metrics</a></nav></footer>
            <script>{new Markup(Script)}</script></body></html>
            """
        ).Text;
    }

    private static string Title(Headline headline, Snapshot now) =>
        $"{headline.Title} – VteBridge on {now.Program.Host}";

    private static string Hash(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // Browsers read CRLF as LF before they hash.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
