using System.Text;

namespace VteBridge.Simulator.Vte.Plant;

/// <summary>Contents of steps that are neither a number nor one line of text.</summary>
internal static class StepContent
{
    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static byte[] BootLog(PlantRandom random) =>
        Bytes(
            $"[0.000] bootloader 1.9\r\n[0.{random.Between(210, 290)}] flash ok\r\n[1.{random.Between(100, 180)}] ready\r\n"
        );

    /// <summary>A charging curve: one line per point with time and voltage, after a header line.</summary>
    internal static byte[] Waveform(PlantRandom random)
    {
        var csv = new StringBuilder("Time;Voltage\r\n");
        var end = 4.9 + 0.2 * random.Fraction();
        var level = 0.0;
        for (var i = 0; i < 50; i++, level += (end - level) * 0.1)
            csv.Append(CultureInfo.InvariantCulture, $"{Math.Round(i * 0.02, 2)};{Math.Round(level, 4)}\r\n");
        return Bytes(csv.ToString());
    }
}

/// <summary>Minimal files that ordinary programs can open.</summary>
internal static class TinyFiles
{
    /// <summary>A picture of 8 × 8 pixels.</summary>
    internal static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAbElEQVR42g3JQQEAMAgDMcQgBjEVcRIQUzEVw2PLN1VFF1Oo"
            + "2MJFiiuqmm6mUbONmzTXP4YeZtCwg4cMNz9EixESKywiTj+WXmbRsouXLLc/TJsxMmtsYs4/QocJChscEi4/jj7m0LGHjxx3"
            + "PPMZXwHXVs66AAAAAElFTkSuQmCC"
    );

    /// <summary>The same picture as a JPEG.</summary>
    internal static readonly byte[] Jpeg = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1R"
            + "V19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj"
            + "Y2NjY2NjY2NjY2NjY2P/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAH/xAAZEAEAAgMAAAAAAAAA"
            + "AAAAAAAABQYiMaH/xAAVAQEBAAAAAAAAAAAAAAAAAAADBP/EABwRAAEDBQAAAAAAAAAAAAAAAAMAAQQFEhMhMf/aAAwDAQAC"
            + "EQMRAD8AkbX9YcARFlEu6kp8w2Btr//Z"
    );

    /// <summary>A picture of 4 × 4 pixels.</summary>
    internal static readonly byte[] Bmp = Convert.FromBase64String(
        "Qk1mAAAAAAAAADYAAAAoAAAABAAAAAQAAAABABgAAAAAADAAAADEDgAAxA4AAAAAAAAAAAAAgOgUgOhZgOijgOjogKMUgKNZ"
            + "gKOjgKPogFkUgFlZgFmjgFnogBQUgBRZgBSjgBTo"
    );

    /// <summary>One empty page.</summary>
    internal static readonly byte[] Pdf = Convert.FromBase64String(
        "JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+IGVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdl"
            + "cy9LaWRzWzMgMCBSXS9Db3VudCAxPj4gZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94"
            + "WzAgMCA3MiA3Ml0+PiBlbmRvYmoKeHJlZgowIDQKMDAwMDAwMDAwMCA2NTUzNSBmIAowMDAwMDAwMDA5IDAwMDAwIG4gCjAw"
            + "MDAwMDAwNTMgMDAwMDAgbiAKMDAwMDAwMDEwMyAwMDAwMCBuIAp0cmFpbGVyPDwvU2l6ZSA0L1Jvb3QgMSAwIFI+PgpzdGFy"
            + "dHhyZWYKMTY1CiUlRU9GCg=="
    );

    /// <summary>Contains one file, log.txt.</summary>
    internal static readonly byte[] Zip = Convert.FromBase64String(
        "UEsDBBQAAAAAAMBDL1wuBTG1FwAAABcAAAAHAAAAbG9nLnR4dGhlbGxvIGZyb20gdGhlIHRlc3Rlcg0KUEsBAhQDFAAAAAAA"
            + "wEMvXC4FMbUXAAAAFwAAAAcAAAAAAAAAAAAAAIABAAAAAGxvZy50eHRQSwUGAAAAAAEAAQA1AAAAPAAAAAAA"
    );
}
