"""Files with areas, figures and boundaries: recognised by their content, read as a stream, stored whole.

`files` opens and reads, `layouts` says what a row holds, `store` puts it in the database, `service`
asks the same of the open data service of Statistics Netherlands.
"""
