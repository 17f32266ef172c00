using System.Text.Json;

namespace VteBridge.Wsjf;

/// <summary>The parts of a report between its header and its steps.</summary>
internal static class WsjfPartsWriter
{
    public static void Write(Utf8JsonWriter json, WsjfReport report)
    {
        if (report.Uut is { } uut)
            Write(json, uut);
        if (report.Uur is { } uur)
            Write(json, uur);
        if (report.MiscInfos.Count > 0)
            Write(json, report.MiscInfos);
        if (report.SubUnits.Count > 0)
            Write(json, report.SubUnits);
        if (report.Assets.Count > 0)
            Write(json, report.Assets);
    }

    /// <summary>Names.X: text, or nothing.</summary>
    public static void WriteIfPresent(this Utf8JsonWriter json, JsonEncodedText name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter json, UutPart uut)
    {
        json.WriteStartObject(Names.Uut);
        json.WriteString(Names.User, uut.User);
        if (uut.ExecTime is { } seconds)
            json.WriteNumber(Names.ExecTime, seconds);
        if (uut.ErrorCode is { } code)
            json.WriteNumber(Names.ErrorCode, code);
        json.WriteIfPresent(Names.ErrorMessage, uut.ErrorMessage);
        json.WriteIfPresent(Names.BatchSn, uut.BatchSerial);
        json.WriteIfPresent(Names.Comment, uut.Comment);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, UurPart uur)
    {
        json.WriteStartObject(Names.Uur);
        if (uur.RefUut is { } id)
            json.WriteString(Names.RefUut, id);
        else
            json.WriteNull(Names.RefUut);
        json.WriteNumber(Names.ProcessCode, uur.ProcessCode);
        json.WriteString(Names.User, uur.User);
        json.WriteString(Names.Comment, uur.Comment);
        json.WriteString(Names.ConfirmDate, WsjfWriter.Utc(uur.ConfirmDate));
        json.WriteString(Names.FinalizeDate, WsjfWriter.Utc(uur.FinalizeDate));
        json.WriteNumber(Names.ExecTime, uur.ExecTime);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<MiscInfo> infos)
    {
        json.WriteStartArray(Names.MiscInfos);
        foreach (var info in infos)
        {
            json.WriteStartObject();
            json.WriteString(Names.Description, info.Description);
            json.WriteString(Names.Text, info.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<SubUnit> units)
    {
        json.WriteStartArray(Names.SubUnits);
        foreach (var unit in units)
        {
            json.WriteStartObject();
            if (unit.Index is { } index)
                json.WriteNumber(Names.Idx, index);
            json.WriteString(Names.PartType, unit.PartType);
            json.WriteString(Names.Pn, unit.PartNumber);
            json.WriteString(Names.Sn, unit.SerialNumber);
            json.WriteIfPresent(Names.Rev, unit.Revision);
            if (unit.Failures is { } failures)
                Write(json, failures);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Failure> failures)
    {
        json.WriteStartArray(Names.Failures);
        foreach (var failure in failures)
        {
            json.WriteStartObject();
            json.WriteString(Names.Category, failure.Category);
            json.WriteString(Names.Code, failure.Code);
            json.WriteIfPresent(Names.ArtNumber, failure.ArticleNumber);
            json.WriteIfPresent(Names.Comment, failure.Comment);
            json.WriteIfPresent(Names.ComRef, failure.ComRef);
            if (failure.RefStepId is { } step)
                json.WriteNumber(Names.RefStepId, step);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Asset> assets)
    {
        json.WriteStartArray(Names.Assets);
        foreach (var asset in assets)
        {
            json.WriteStartObject();
            json.WriteString(Names.AssetSn, asset.SerialNumber);
            json.WriteNumber(Names.UsageCount, 1);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
