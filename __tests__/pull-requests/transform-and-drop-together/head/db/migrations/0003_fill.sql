UPDATE users SET last_name = split_part(full_name, ' ', 2);
