namespace Hitcast.Worker.Warehouse;

/// <summary>The lists of a reply about a movie. What a list has twice is tied once, where it stands first. Each answers with the names, once each, in TMDB's order.</summary>
internal static class MovieTies
{
    private const short ReleaseKinds = 6;

    public static List<string> Genres(StagedObject staged, ReplyReader reply) => Numbered(staged, staged.Genres, reply.List("genres"));

    /// <returns>Null where the reply lacks the part.</returns>
    public static List<string>? Keywords(StagedObject staged, ReplyReader reply) =>
        reply.Part("keywords") is { } part ? Numbered(staged, staged.Keywords, part.List("keywords")) : null;

    public static List<string> Companies(StagedObject staged, ReplyReader reply)
    {
        var names = new List<string>();
        var tied = new HashSet<long>();
        var position = 0;
        foreach (var company in reply.List("production_companies"))
        {
            if (company.Name("name") is { } name)
            {
                var id = company.Int("id", 1) ?? NumberOf.Name(name);
                if (tied.Add(id))
                {
                    staged.Companies.Row().Int(staged.Line).Int(position).Long(id).Text(name).Text(company.Text("origin_country"));
                }

                names.Add(name);
                position++;
            }
        }

        return [.. names.Distinct()];
    }

    public static List<string> Countries(StagedObject staged, ReplyReader reply) =>
        Coded(staged, staged.Countries, reply.List("production_countries"), "iso_3166_1", "name");

    public static void Languages(StagedObject staged, ReplyReader reply) =>
        Coded(staged, staged.Languages, reply.List("spoken_languages"), "iso_639_1", "english_name");

    public static void Releases(StagedObject staged, ReplyReader reply)
    {
        var position = 0;
        foreach (var country in reply.Part("release_dates")?.List("results") ?? [])
        {
            foreach (var release in country.List("release_dates"))
            {
                if (country.Text("iso_3166_1") is { } code && release.Date("release_date") is { } day)
                {
                    staged.Releases.Row().Int(staged.Line).Int(position++).Text(code).Date(day).Short(release.Short("type", ReleaseKinds))
                        .Text(release.Text("certification")).Text(release.Text("iso_639_1")).Text(release.Text("note"));
                }
            }
        }
    }

    private static List<string> Numbered(StagedObject staged, CopyBuffer rows, IEnumerable<ReplyReader> items)
    {
        var names = new List<string>();
        var tied = new HashSet<int>();
        var position = 0;
        foreach (var item in items)
        {
            if (item.Int("id", 1) is { } id && item.Name("name") is { } name)
            {
                if (tied.Add(id))
                {
                    rows.Row().Int(staged.Line).Int(position).Int(id).Text(name);
                }

                names.Add(name);
                position++;
            }
            else
            {
                staged.Report("id, name", item.Element.GetRawText(), "lacks number or name; passed over");
            }
        }

        return [.. names.Distinct()];
    }

    private static List<string> Coded(StagedObject staged, CopyBuffer rows, IEnumerable<ReplyReader> items, string codeName, string nameName)
    {
        var codes = new List<string>();
        var position = 0;
        foreach (var item in items)
        {
            if (item.Name(codeName) is { } code)
            {
                if (!codes.Contains(code))
                {
                    codes.Add(code);
                    rows.Row().Int(staged.Line).Int(position).Text(code).Text(item.Name(nameName));
                }

                position++;
            }
        }

        return codes;
    }
}
