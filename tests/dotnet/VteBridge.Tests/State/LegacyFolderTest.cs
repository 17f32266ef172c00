namespace VteBridge.Tests.State;

/// <summary>A state folder as version 0.1.0 left it.</summary>
public abstract class LegacyFolderTest : IDisposable
{
    private protected const string Id1 = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
    private protected const string Id2 = "6f9619ff-8b86-d011-b42d-00c04fc964f2";
    private protected const string Id3 = "6f9619ff-8b86-d011-b42d-00c04fc964f3";

    private protected readonly StateFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Writes the files as 0.1.0 wrote them.</summary>
    private protected void Fill()
    {
        Write(
            "checkpoint.json",
            """
            {
              "format": 1, "database": "VTE9_3/dbo",
              "runs": { "timestamp": "2026-02-03T11:00:00", "id": "6f9619ff-8b86-d011-b42d-00c04fc964f2" },
              "repairs": { "timestamp": "2026-02-03T09:00:00", "id": "17" }, "savedAt": "2026-02-03T10:01:00+00:00"
            }
            """
        );
        Write(
            "journal/2026-02-02.jsonl",
            $$"""
            {"id":"{{Id1}}","kind":"T","run":"2026-02-02T10:00:00.1234567","hash":"h1","outcome":"HandedOver","at":"2026-02-02T11:00:00+00:00","result":"P","testplan":"PSU Ω"}
            {"id":"{{Id1}}","kind":"T","run":"2026-02-02T10:00:00.1234567","hash":"h2","outcome":"Accepted","at":"2026-02-02T11:00:00+00:00","result":"F","testplan":"PSU Ω","flags":["no-steps"]}
            {"id":"{{Id3}}","kind":"T","run":"2026-02-02T12:00:00","hash":"h3","outcome":"LeftOut","at":"2026-02-02T12:01:00+00:00"}

            """
        );
        Write(
            "journal/2026-02-03.jsonl",
            $$"""
            {"id":"{{Id2}}","kind":"T","run":"2026-02-03T11:00:00","hash":"h2","outcome":"HandedOver","at":"2026-02-03T11:01:00+00:00","result":"P","testplan":"PSU"}
            """
        );
        Write("journal/checkpoint-was-saved", "");
        Write(
            $"dead-letters/{Id2}.json",
            $$"""
            {
              "id": "{{Id2}}", "kind": "T", "source": "{{Id2}}", "run": "2026-02-03T11:00:00", "serial": "SN 1",
              "report": { "sn": "SN 1", "nested": { "report": [1] }, "of": "pn" },
              "what": "WATS refused the report: no", "fix": "Mend it.", "buriedAt": "2026-02-03T11:02:00+00:00"
            }
            """
        );
        Write(
            "backfill/20200101T000000-now-1of1.json",
            """{ "format": 1, "database": "VTE9_3/dbo", "chunk": "2020-05-01T00:00:00", "runs": { "timestamp": "2020-05-03T10:00:00", "id": "x" }, "repairs": null, "to": "2026-01-01T00:00:00" }"""
        );
        Write("backfill/20200101T000000-now-1of1.lock", "");
    }

    private void Write(string name, string content)
    {
        var path = _folder.Of(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
