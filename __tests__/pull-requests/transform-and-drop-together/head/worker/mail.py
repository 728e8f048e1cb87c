def greet(user) -> str:
    return f"Dear {user.last_name}"
