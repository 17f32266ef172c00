using System.CommandLine;
using VteBridge.Configuration;

namespace VteBridge.Cli;

/// <summary>A flag for a time of VTE's; see <see cref="VteTimeText"/>.</summary>
internal static class TimeFlag
{
    public static Option<DateTime?> Create(string name, string description, bool required = false) =>
        new(name)
        {
            Description = description,
            HelpName = "TIME",
            Required = required,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (VteTimeText.TryParse(text, out var time))
                    return time;
                result.AddError($"{name}: '{text}' is no time. Write it as VTE's clocks show it: {VteTimeText.Form}.");
                return null;
            },
        };
}
