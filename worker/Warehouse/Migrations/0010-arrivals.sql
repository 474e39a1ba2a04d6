CREATE TABLE warehouse.arrival (
    function text PRIMARY KEY,
    -- In the order of the lake's keys, whatever the database's.
    object_key text COLLATE "C" NOT NULL
);
COMMENT ON TABLE warehouse.arrival IS 'The last object of the lake that was taken up for a function. The cursor in the lake is never further, unless this database is a new one or an older backup: then all objects are taken up anew.';
