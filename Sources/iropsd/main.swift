print("iropsd")
