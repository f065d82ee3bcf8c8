namespace Swarm.Cli.Verbs;

/// <content>Options of the verbs that speak to object stores.</content>
sealed partial class JobFlags
{
    /// <summary>Stores bear more at once than sites do, and mean it when they ask for patience.</summary>
    const string StorePreset = "swarm.strategy { name = s3, per-origin = 8, attempts = 6 }";

    /// <summary>Of a verb that brings objects somewhere.</summary>
    public static JobFlags OfCopies() => new(hasOutput: false)
    {
        Preset = StorePreset,
    };

    /// <summary>Of a verb that asks a store a few things.</summary>
    public static JobFlags OfStores()
    {
        var flags = new JobFlags(hasOutput: false, isJob: false) { Preset = StorePreset };
        return flags;
    }

    void AddStores()
    {
        Text("--endpoint", "The store's server, where it is not the usual one: https://host:port", "URL", "stores.s3.endpoint", "stores.gs.endpoint", "stores.oss.endpoint");
        Text("--region", "The store's region, such as eu-central-1", "NAME", "stores.s3.region", "stores.oss.region");
        Text("--profile", "A section of the profile files (S3)", "NAME", "stores.s3.profile");
        Text("--addressing", "Where the bucket stands in URLs: auto, path, host", "WHERE", "stores.s3.addressing", "stores.oss.addressing");
        Text("--credentials", "A JSON file with Google's credentials", "FILE", "stores.gs.credentials");
        Switch("--anonymous", "Ask stores without credentials: for public buckets", "stores.s3.anonymous", "stores.gs.anonymous", "stores.oss.anonymous");
    }

    void AddUploads()
    {
        Text("--upload-workers", "Parts of one object on their way to a store at once (4)", "N", "stores.upload.workers");
        Switch("--keep-parts", "Leave what was begun and failed at the store, for a later run", "stores.upload.keep-parts");
    }
}
