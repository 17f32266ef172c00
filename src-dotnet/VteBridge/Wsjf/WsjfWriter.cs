using System.Buffers;
using System.Security.Cryptography;

namespace VteBridge.Wsjf;

/// <summary>
/// Writes a report as UTF-8 JSON without a byte order mark. The same report always gives the same bytes: fixed order of members,
/// shortest round-trip numbers, LF. Absent values are not written.
/// </summary>
internal static class WsjfWriter
{
    /// <summary>A generous size for one step, so that the buffer rarely has to grow: each growth copies it and leaves garbage.</summary>
    private const int BytesOfStep = 320;

    public static ReadOnlyMemory<byte> ToUtf8(WsjfReport report, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>(4096 + ((report.Root?.Steps.Count ?? 0) * BytesOfStep));
        Write(report, buffer, indented);
        return buffer.WrittenMemory;
    }

    public static void Write(WsjfReport report, IBufferWriter<byte> buffer, bool indented = false)
    {
        using var json = new Utf8JsonWriter(buffer, indented ? WsjfJson.Indented : WsjfJson.Compact);
        json.WriteStartObject();
        Header(json, report);
        if (report.Uut is { } uut)
            Uut(json, uut);
        if (report.Uur is { } uur)
            Uur(json, uur);
        json.List("miscInfos"u8, [.. report.MiscInfos], Info);
        json.List("subUnits"u8, [.. report.SubUnits], Unit);
        json.List("assets"u8, [.. report.Assets], Used);
        if (report.Root is { } root)
        {
            json.WritePropertyName("root"u8);
            WsjfStepWriter.Write(json, root);
        }
        json.WriteEndObject();
    }

    /// <summary>SHA-256 of the bytes as they are sent (not indented), as lower-case hex.</summary>
    public static string ContentHash(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8));

    /// <summary>SHA-256 of a file of any size, as lower-case hex.</summary>
    public static string FileHash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void Header(Utf8JsonWriter json, WsjfReport report)
    {
        json.WriteString("id"u8, report.Id);
        json.Letter("type"u8, report.Kind.Letter());
        json.Text("sn"u8, report.SerialNumber);
        json.Text("pn"u8, report.PartNumber);
        json.Text("rev"u8, report.Revision);
        json.Number("processCode"u8, report.ProcessCode);
        json.Text("processName"u8, report.ProcessName);
        json.Letter("result"u8, report.Result.Letter());
        json.Text("machineName"u8, report.MachineName);
        json.Text("location"u8, report.Location);
        json.Text("purpose"u8, report.Purpose);
        json.Text("start"u8, WsjfJson.Local(report.Start));
        json.Text("startUTC"u8, WsjfJson.Utc(report.Start));
    }

    private static void Uut(Utf8JsonWriter json, UutPart uut)
    {
        json.WriteStartObject("uut"u8);
        json.Text("user"u8, uut.User);
        if (uut.ExecTime is { } seconds)
            json.WriteNumber("execTime"u8, seconds);
        json.Number("errorCode"u8, uut.ErrorCode);
        json.Text("errorMessage"u8, uut.ErrorMessage);
        json.Text("batchSN"u8, uut.BatchSerial);
        json.Text("comment"u8, uut.Comment);
        json.WriteEndObject();
    }

    private static void Uur(Utf8JsonWriter json, UurPart uur)
    {
        json.WriteStartObject("uur"u8);
        if (uur.RefUut is { } id)
            json.WriteString("refUUT"u8, id);
        else
            json.WriteNull("refUUT"u8);
        json.Number("processCode"u8, uur.ProcessCode);
        json.Text("user"u8, uur.User);
        json.Text("comment"u8, uur.Comment);
        json.Text("confirmDate"u8, WsjfJson.Utc(uur.ConfirmDate));
        json.Text("finalizeDate"u8, WsjfJson.Utc(uur.FinalizeDate));
        json.WriteNumber("execTime"u8, uur.ExecTime);
        json.WriteEndObject();
    }

    private static void Info(Utf8JsonWriter json, MiscInfo info)
    {
        json.Text("description"u8, info.Description);
        json.Text("text"u8, info.Text);
    }

    private static void Unit(Utf8JsonWriter json, SubUnit unit)
    {
        json.Number("idx"u8, unit.Index);
        json.Text("partType"u8, unit.PartType);
        json.Text("pn"u8, unit.PartNumber);
        json.Text("sn"u8, unit.SerialNumber);
        json.Text("rev"u8, unit.Revision);
        json.List("failures"u8, [.. unit.Failures ?? []], Failed);
    }

    private static void Failed(Utf8JsonWriter json, Failure failure)
    {
        json.Text("category"u8, failure.Category);
        json.Text("code"u8, failure.Code);
        json.Text("artNumber"u8, failure.ArticleNumber);
        json.Text("comment"u8, failure.Comment);
        json.Text("comRef"u8, failure.ComRef);
        json.Number("refStepId"u8, failure.RefStepId);
    }

    private static void Used(Utf8JsonWriter json, Asset asset)
    {
        json.Text("assetSN"u8, asset.SerialNumber);
        json.Number("usageCount"u8, 1);
    }
}
