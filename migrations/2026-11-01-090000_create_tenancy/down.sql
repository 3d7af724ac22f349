DROP TABLE organisations, postcode_imports, postcodes, area_local_authorities, local_authorities, areas;
