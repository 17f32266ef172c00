using System.CommandLine;
using System.Globalization;

namespace VteBridge.Cli;

/// <summary>
/// A flag for a time of VTE's, written one way only: 01/02/2026 would be another day on another machine, and an offset would be
/// excluded in silence.
/// </summary>
internal static class TimeFlag
{
    private static readonly string[] Formats =
    [
        "yyyy-M-d",
        .. from separator in new[] { "' '", "'T'" }
        from time in new[] { "H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF" }
        select $"yyyy-M-d{separator}{time}",
    ];

    public static Option<DateTime?> Create(string name, string description, bool required = false) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            Required = required,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (
                    DateTime.TryParseExact(
                        text,
                        Formats,
                        CultureInfo.InvariantCulture,
                        DateTimeStyles.None,
                        out var time
                    )
                )
                    return time;
                result.AddError(
                    $"{name}: '{text}' is no time. Write it as VTE's clocks show it, without a zone: 2026-01-31 or \"2026-01-31 13:45\"."
                );
                return null;
            },
        };
}
