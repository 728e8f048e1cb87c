def greet(user) -> str:
    return f"Dear {user.full_name}"
