namespace VteBridge.Tests.NoWayIn;

/// <summary>A text that an attacker could put into the database to forge output.</summary>
internal static class UntrustedText
{
    /// <summary>A forged log line; it may begin a line of output only if the text could break lines.</summary>
    public const string ForgedLine = "2026-01-01 00:00:00 ERR forged";

    /// <summary>
    /// Sets a terminal's title, clears the screen, moves the cursor, rings the bell; the same with control characters beyond ASCII; begins
    /// a new log line; reverses the reading direction; closes an HTML element and calls a spreadsheet function.
    /// </summary>
    public const string Whole =
        "\u001b]0;owned\u0007\u001b[2J\u001b[H\u009b31m\u009d0;owned\u009c\b\u007f\r\n"
        + ForgedLine
        + "\n\u0085\u2028\u2029\u202Egnp.exe\u2066\u200F</td><script>alert(1)</script>=HYPERLINK(1)\"'%n{0}[red]";

    public static void AssertHarmless(string output)
    {
        Assert.NotEmpty(output);
        Assert.DoesNotContain(output, c => char.IsControl(c) && c is not '\n' and not '\r' and not '\t');
        Assert.DoesNotContain(output, IsTurning);
        Assert.DoesNotContain(output.Split('\n', '\r'), l => l.StartsWith(ForgedLine, StringComparison.Ordinal));
    }

    /// <summary>For terminal output, which contains escape sequences of the program itself.</summary>
    public static void AssertNothingObeyed(string screen)
    {
        Assert.DoesNotContain("\u001b]", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", screen, StringComparison.Ordinal);
        Assert.DoesNotContain(
            screen,
            c => c is '\a' or '\b' or '\u007f' or (>= '\u0080' and <= '\u009F') || IsTurning(c)
        );
    }

    private static bool IsTurning(char c) =>
        c is '\u200E' or '\u200F' or (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
