-- How other machines reach the controller, "10.0.0.5:17070 127.0.0.1:17070", which charms are told; empty: they do not.
ALTER TABLE controller ADD COLUMN api_addresses TEXT NOT NULL DEFAULT '';
