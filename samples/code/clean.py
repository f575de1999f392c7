import csv


def main(inputs):
    rows = []
    with open(inputs["table"], newline="", encoding="utf-8") as file:
        for line in csv.DictReader(file):
            try:
                amount = float(line["amount"].replace("€", "").replace(",", "."))
            except ValueError:
                print(f"left out: {line}")
                continue
            rows.append({"region": line["region"].strip().lower(), "amount": amount})
    return rows
