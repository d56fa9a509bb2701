typedef int bootstrap_cases;
