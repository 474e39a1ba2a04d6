-- A statement for questions is checked as a temporary view, which is never kept. PUBLIC may make one unless somebody took that away.
DO $$
BEGIN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO hitcast_reader', current_database());
END
$$;
